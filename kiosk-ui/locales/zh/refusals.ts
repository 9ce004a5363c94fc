import type { REFUSAL_WORDS } from '@bandecheng/shared/refusals';

type PlainRefusal = (typeof REFUSAL_WORDS)[number];

/** A sentence for every refusal that is not an illegal step (those are composed of status and action). */
export const refusals: Readonly<Record<PlainRefusal, string>> = {
  'not-allowed': '您的账号或本机没有这项权限',
  'hall-closed': '现在不在取号时间，{opensAt} 开始取号',
  'service-unknown': '没有这项业务，请刷新页面',
  'service-not-here': '本窗口不办理 {number} 的业务',
  'counter-unknown': '没有这个窗口，请刷新页面',
  'counter-closed': '窗口没有开放，请先开放窗口',
  'counter-paused': '窗口已暂停，请先恢复受理',
  'counter-not-paused': '窗口没有暂停',
  'counter-busy': '手上还有 {number} 没有结束，请先办结、过号或挂起',
  'counter-taken': '这个窗口已有其他人员在岗',
  'counter-not-yours': '这不是您的窗口',
  'clerk-elsewhere': '您已在窗口 {counter} 开放，请先关闭那个窗口',
  'already-open': '窗口已经开放',
  'nobody-waiting': '现在没有人等候',
  'nobody-called': '现在没有叫到的号码',
  'ticket-unknown': '没有这个号码',
  'ticket-elsewhere': '{number} 在别的窗口',
  'number-taken': '{number} 今天已经有了',
  'number-other-service': '{number} 不是这项业务的号码',
  'times-impossible': '时间不对：须是今天、先取号后办结、不晚于现在',
  'matter-unknown': '没有这个事项，请刷新页面',
  'matter-undone': '还没有办好任何事项，不能办结',
  'hall-open': '大厅还在受理，{until} 以后才能清理等候号码',
  'transfer-goes-nowhere': '号码已经在那里，不用转',
  'device-unknown': '没有这个设备',
  'visit-unknown': '没有这次办理',
  'job-unknown': '没有这个打印任务',
  'printer-unknown': '这台取号机没有打印机',
  'reprint-underway': '{number} 正在补打，请先看这一张有没有打出来',
  'key-too-old': '按键来得太晚，没有执行',
  'nothing-new': '没有变化',
};
