/** Rating a visit: on the counter's tablet, on the ticket's page, at a kiosk. */
export const rate = {
  question: '请您评价这次服务',
  about: '{number} 号 · {service}',
  listen: '听一听',
  sending: '正在记…',
  thanks: '谢谢您的评价',
  thanksNote: '已经记下了',
  change: '点错了？{n} 秒内点别的就改过来',
  reasons: '哪里不满意？可以多选，不选也行',
  'reasons.text': '还想说什么（可以不写）',
  'reasons.say': '说好了',
  'reasons.skip': '不说了',
  'failed.cut': '没有记上：网络中断，请扫小票二维码或稍后再评',
  failed: '没有记上：{reason}',
} as const;
