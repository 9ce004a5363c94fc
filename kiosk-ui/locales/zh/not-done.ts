/** Why something was not done, where no refusal has a sentence of its own for it. */
export const notDone = {
  'fault.stopping': '系统正在停止，请稍候再试',
  'fault.unavailable': '没有连上服务器，请稍候再试',
  'fault.other': '系统出了故障，请联系管理员',
  problems: '填写有误：{reasons}',
  'refused.illegal': '{number} {status}，不能{action}',
  'refused.other': '没有办成（{word}）',
} as const;
