/** What `npm run devices` says. */
export const devicesToolZh = {
  usage: `用法：npm run devices -- <命令> [选项]

  list                      接了什么、认不认识、agent.json 用没用、现在怎样
  probe <接口|设备>         试各种波特率，只读不写，看是什么设备，给出 agent.json 写法
  monitor <接口|设备>       实时显示收发的字节和含义
  test-ticket <设备>        打印一张自检票，说明打印结果
  wizard <接口>             逐个按键，学会一台不认识的评价器，写好型号档案
  record <接口> <文件>      把一次通信录成文件，测试可以反复重放
  bundle [文件]             导出诊断文件（不含密钥和个人信息）
  udev                      输出 Linux 设备权限规则

接口：/dev/serial/by-path/…、COM3、/dev/usb/lp0、主机:端口、hid:05f3:0403；设备：agent.json 里的 id

  --config 文件     agent.json（默认当前文件夹的 agent.json）
  --profile 型号    按这个型号档案打开和解释
  --address 数      设备地址（record；wizard 按 --profile 点亮时）
  --baud 数         波特率（默认 9600，8 位无校验）；--parity none|even|odd
  --levels 5        wizard：几个键（2 到 5），或用逗号分开的满意度
  --id 名称         wizard：档案名称；--counter 窗口
  --profiles 文件夹 wizard：档案写到哪里（默认 agent.json 的 profilesFolder）
  --seconds 数      monitor、record：多久后结束（默认 600，Ctrl+C 随时结束）
  --hall 名称       test-ticket：票上的大厅名称`,
  choose: (choices: number) => `请输入序号（1 到 ${choices}）：`,
  wrong: (what: string) => `看不懂：${what}\n`,
  noSuchVerb: (verb: string) => `没有“${verb}”这个命令`,
  noSuchOption: (option: string) => `没有 ${option} 这个选项`,
  optionWithoutValue: (option: string) => `${option} 后面缺少值`,
  wordMissing: (verb: string, word: string) => `${verb} 后面缺少${word}`,
  wordTooMany: (verb: string, words: string) => `${verb} 后面多了 ${words}`,
  words: {
    probe: ['接口或设备'],
    monitor: ['接口或设备'],
    'test-ticket': ['设备'],
    wizard: ['接口'],
    record: ['接口', '文件名'],
  } as Readonly<Record<string, readonly string[]>>,
  notNumber: (option: string, least: number, most: number) => `${option} 须为 ${least} 到 ${most} 的整数`,
  notParity: '--parity 须为 none（无校验）、even（偶校验）或 odd（奇校验）',
  notHid: (name: string) =>
    `${name} 不是 USB 按键盒的写法：hid: 后面是两个四位十六进制编号，例如 hid:05f3:0403，可用 list 查看`,
  notNetworkPort: (name: string) => `${name} 的端口号须为 1 到 65535`,
  cannotWrite: (file: string, reason: string) => `写不了 ${file}：${reason}`,
  writeReasons: {
    EACCES: '没有权限',
    EPERM: '没有权限',
    EROFS: '磁盘只读',
    ENOSPC: '磁盘已满',
    ENOENT: '没有这个文件夹',
    ENOTDIR: '路径中有一段不是文件夹',
    EEXIST: '路径中有一段不是文件夹',
    EISDIR: '它是文件夹，请写文件名',
  } as Readonly<Record<string, string>>,
  noSuchProfile: (known: string) => `没有这个型号档案，现有：${known}`,

  configMissing: (path: string) => `（没有 ${path}，按没有配置处理）`,
  configWrong: (path: string, problems: string) => `（${path} 有错误，按没有配置处理）\n${problems}`,

  agentHolds: (device: string) =>
    `设备代理正在使用 ${device}。请先停止设备代理（systemctl stop bandecheng-agent），或在中枢网页的“设备”页试探、学习按键、录制、打印测试票。`,
  cannotOpen: (port: string, words: string) => `打不开 ${port}：${words}`,
  busy: (port: string) =>
    `打不开 ${port}：接口被占用。多半是设备代理正在使用，请先停止设备代理，或在中枢网页的“设备”页操作；若没有运行设备代理，请关闭其他占用它的程序。`,
  lost: (port: string, words: string) => `${port} 断开了：${words}`,

  portsTitle: (count: number) => `接在这台机器上的（${count}）`,
  nothingAttached: '  没有看到串口、USB 按键盒或 USB 打印机。网口设备不会列出，请直接写 主机:端口。',
  unstable: '（名称会随插拔顺序变化，接多个同类设备时会认错）',
  known: (title: string, numbers: string) => [title, numbers].filter((word) => word !== '').join('  '),
  now: (file: string) => `现在是 ${file}`,
  likely: (profiles: string) => `像是：${profiles}`,
  maybe: (profiles: string) => `也许是：${profiles}`,
  anySerial: '从串口线看不出后面是什么，可用 probe 试',
  unknown: '没有认识的型号，可用 probe 或 wizard',
  used: (devices: string) => `agent.json：${devices}`,
  unused: 'agent.json 没有用它',
  unseen: (kind: string, reason: string) => `看不到 ${kind}：${reason}`,
  devicesTitle: (count: number) => `agent.json 里的设备（${count}）`,
  noDevices: '  （没有配置）',
  running: (time: string) => `设备代理正在运行，下面是它 ${time} 的记录`,
  lastKnown: (time: string) => `设备代理没有运行，下面是它最后的记录（${time}）`,
  notYet: '设备代理刚开始运行，几秒后会有记录',
  neverRan: '设备代理没有运行，也没有留下记录',
  since: (time: string) => `（${time} 起）`,
  stateUnknown: '还不知道',
  kinds: {
    printer: '打印机',
    evaluator: '评价器',
    keypad: '呼叫器',
    'window-display': '窗口屏',
    'id-card-reader': '身份证阅读器',
  },
  ports: { serial: '串口', hid: 'USB 按键盒', 'usb-printer': 'USB 打印机' },

  probing: (port: string, line: string) => `${port} ${line}`.trim(),
  asking: '  问打印机状态…',
  listening: (seconds: number) => `  听 ${seconds} 秒，请按几下设备上的键…`,
  nothing: '  没有应答',
  garbage: (bytes: number) => `  收到 ${bytes} 字节，不成帧`,
  echo: '  发出去的字节原样回来了：收发线短接，或对方在回显',
  printerAnswers: (status: string) => `  是 ESC/POS 打印机，状态：${status}`,
  gsR: (answered: boolean) => (answered ? '  应答 GS r：能证明票已打印' : '  不应答 GS r'),
  paperWidth: (profiles: string) => `  纸宽问不出来，请按纸卷选型号：${profiles}`,
  callsItself: (name: string) => `  自称 ${name}（厂家常乱填，仅供参考）`,
  frames: (profile: string, frames: number, addresses: string) =>
    `  听到 ${frames} 帧，符合 ${profile}，地址 ${addresses}`,
  reports: (reports: number) => `  收到 ${reports} 个报告，没有认识的按键`,
  presses: (profile: string, presses: number) => `  听到 ${presses} 次按键，符合 ${profile}`,
  readerAnswers: (profile: string) => `  是身份证阅读器，符合 ${profile}`,
  suggestion: 'agent.json 可以这样写：',
  noAnswerAtAll:
    '没有认出设备。请检查：是否通电、接线、TX/RX 是否接反；评价器可能只在被点亮后才发送；不认识的评价器请用 wizard。',

  monitoring: (port: string) => `正在监听 ${port}，Ctrl+C 结束`,
  toDevice: '发',
  fromDevice: '收',
  hidden: (bytes: number) => `（${bytes} 字节，内容不显示）`,
  flood: (left: number) => `  …来得太快，略过 ${left} 条`,
  ended: (notes: number) => `结束，共 ${notes} 条`,

  notPrinter: (device: string) => `${device} 不是 agent.json 里的打印机`,
  printing: (device: string) => `正在 ${device} 上打印自检票…`,
  printed: (grade: string, words: string) => `打印成功，证据等级 ${grade}：${words}`,
  grades: {
    'A+': '打印机回报此票已打完，切刀也正常',
    A: '打印机回报此票已打完',
    B: '打印机处理完了票后面的询问',
    C: '打印前后打印机状态都正常',
    E: '只知道数据已发出，请看纸',
  } as Readonly<Record<string, string>>,
  notPrinted: (reason: string) => `没有打印：${reason}`,
  unknownOutcome: (reason: string) => `不知道打没打出来，请看纸：${reason}`,
  reasons: {
    'past-deadline': '打印机一直没有准备好',
    'agent-stopped': '中途停止',
    'job-malformed': '票面内容有误',
    busy: '上一张自检票还没有结束',
  } as Readonly<Record<string, string>>,

  recording: (port: string, seconds: number) => `正在录制 ${port}，最多 ${seconds} 秒，可随时停止`,
  recorded: (file: string, entries: number) => `已保存 ${file}，共 ${entries} 条`,
  nothingRecorded: '没有任何数据，没有保存文件',
  bundled: (file: string) => `已导出 ${file}。其中没有密钥和个人信息，可以发给厂家。`,
};
