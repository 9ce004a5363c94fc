import type { DeviceKind, DeviceProblem } from '@bandecheng/shared/vocabulary';

export const deviceKinds: Readonly<Record<DeviceKind, string>> = {
  printer: '打印机',
  evaluator: '评价器',
  keypad: '呼叫器',
  'window-display': '窗口屏',
  'id-card-reader': '身份证阅读器',
};

/** What is wrong, and what a person does about it. */
export const deviceProblems: Readonly<Record<DeviceProblem, { word: string; todo: string }>> = {
  'agent-away': { word: '设备代理离线', todo: '检查该设备所连的主机是否开机、网线是否插好' },
  'no-driver': {
    word: '主机缺少驱动',
    todo: '请管理员在该主机上重新安装设备代理；这种主机装不了的，改用网口（串口服务器）',
  },
  'keyboard-mode': { word: '设备处于键盘模式', todo: '请用厂家工具改为 HID 自定义或串口模式，再重新插上' },
  'ambiguous-port': {
    word: '分不清是哪一台',
    todo: '接了几台同型号设备，请管理员在配置里写明序列号或接口路径',
  },
  'port-missing': {
    word: '找不到接口',
    todo: '检查设备的电源和数据线，拔下重插一次；接网口的，检查网线和设备的地址',
  },
  'port-busy': { word: '接口被占用', todo: '关闭占用该接口的其他程序；接网口的，看别的电脑是否正连着它' },
  'no-permission': { word: '没有接口权限', todo: '请管理员给设备代理开放该接口的权限' },
  'port-lost': { word: '连接断开', todo: '检查数据线是否松动，插好后会自动恢复' },
  'no-answer': {
    word: '没有应答',
    todo: '检查设备是否开机、线是否插好；关机等 5 秒再开，仍不行请管理员核对型号和地址',
  },
  'cover-open': { word: '机盖未关', todo: '把打印机机盖按到位' },
  'paper-out': { word: '缺纸', todo: '换上新纸卷，装好后会自动恢复' },
  'cutter-fault': { word: '切刀故障', todo: '关机，清除卡纸后再开机' },
  'printer-fault': { word: '打印机故障', todo: '关机等 5 秒再开，仍不行请报修' },
  'printer-offline': { word: '打印机脱机', todo: '按打印机的“联机/进纸”键' },
  'in-maintenance': {
    word: '正在检修',
    todo: '管理员正在检修，这时它不工作，按键也不计入评价；检修结束后会自动恢复',
  },
  'paper-near-end': { word: '纸快用完', todo: '准备好新纸卷，还能打印' },
  'noisy-line': { word: '线路干扰', todo: '检查数据线和接头，还能使用' },
};
