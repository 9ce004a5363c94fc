import type { DeviceProblem, KeypadKey, Level } from '@bandecheng/shared/vocabulary';

export const levelsZh: Readonly<Record<Level, string>> = {
  'very-satisfied': '非常满意',
  satisfied: '满意',
  'basically-satisfied': '基本满意',
  dissatisfied: '不满意',
  'very-dissatisfied': '非常不满意',
};

/** A key without a word of its own goes by its name. */
const KEYS: Readonly<Partial<Record<KeypadKey | 'transfer' | 'call', string>>> = {
  next: '呼叫下一位',
  recall: '重呼',
  start: '开始办理',
  finish: '办结',
  'no-show': '过号',
  requeue: '重新排队',
  pause: '暂停',
  transfer: '转移',
  call: '叫指定号',
};

/** What a device's problem means, and what whoever stands before it does. */
export const problemsZh: Readonly<Record<DeviceProblem, string>> = {
  'agent-away': '设备代理离线',
  'no-driver': '本机缺少打开这类设备的驱动：重新安装，或改接串口、网口设备',
  'keyboard-mode': '设备处于键盘模式：用厂家工具改为 HID 自定义或串口模式',
  'ambiguous-port': '接了几台同型号设备：在 agent.json 里写明 serialNumber 或 path',
  'port-missing': '找不到接口：检查数据线和电源，网口设备检查地址和网线',
  'port-busy': '接口被占用：关闭占用它的程序',
  'no-permission': '没有接口权限：安装 udev 规则（npm run devices -- udev），再重新插拔',
  'port-lost': '连接断开：检查数据线',
  'no-answer': '没有应答：检查设备是否开机、波特率是否正确',
  'cover-open': '机盖未关',
  'paper-out': '缺纸',
  'cutter-fault': '切刀故障：关机清除卡纸',
  'printer-fault': '打印机故障：关机 5 秒再开',
  'printer-offline': '打印机脱机：按“联机/进纸”键',
  'in-maintenance': '正在检修：结束后会自动恢复',
  'paper-near-end': '纸快用完',
  'noisy-line': '线路干扰：检查数据线和接头',
};

/** What bytes on a device's line mean. */
export const wireWordsZh = {
  rating: (level: string) => `按键：${level}`,
  key: (key: string, digits: string) =>
    `按键：${KEYS[key as KeypadKey] ?? key}${digits === '' ? '' : ` ${digits}`}`,
  event: (event: string, name: string) => `${EVENTS[event] ?? '帧'}（${name}）`,
  card: '读到一张证件，内容不显示',
  status: (status: string) => `阅读器：${READER[status] ?? status}`,
  address: (address: number) => `地址 ${address}`,
  pressed: (buttons: string) => `按下：${buttons}`,
  released: '松开',
  noButton: '与按键无关的报告',
  prompt: (name: string) => `提示（${name}）`,
  discarded: (bytes: number) => `${bytes} 字节不成帧`,
  printData: '打印数据，内容不显示',
  query: (name: string) => `询问 ${name}`,
  reply: (name: string, words: string) => `应答 ${name}：${words}`,
  well: '正常',
  statusChange: '状态主动上报',
  fence: '回报：之前的数据已打完',
  identity: (text: string) => `自称 ${text}`,
};

const EVENTS: Readonly<Record<string, string>> = {
  ack: '确认',
  nak: '拒绝',
  idle: '没有按键',
};

const READER: Readonly<Record<string, string>> = {
  'card-found': '有证件',
  'no-card': '没有证件',
  'card-selected': '选中证件',
  'select-failed': '选证件失败',
  'read-failed': '读证件失败',
};

/** A button by what it means. */
export function buttonZh(means: string): string {
  return levelsZh[means as Level] ?? KEYS[means as KeypadKey] ?? means;
}

/** Several problems in one line; none is `正常`. */
export function problemsInWords(problems: readonly DeviceProblem[]): string {
  return problems.length === 0 ? wireWordsZh.well : problems.map((problem) => problemsZh[problem]).join('；');
}
