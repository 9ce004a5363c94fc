/** The wording of a test ticket, read by the technician who ordered it. */
export const testTicketZh = {
  number: '测试',
  title: '打印机自检票',
  notATicket: '不能用于叫号',
  device: (device: string, profile: string) => `设备：${device}（${profile}）`,
  agent: (agent: string, version: string) => `代理：${agent}，版本 ${version}`,
  port: (port: string) => `接口：${port}`,
  time: (time: string) => `时间：${time}`,
  sample: '汉字：办得成 请到三号窗口 ￥12.50',
  rare: '生僻字：䶮㛃𠮷',
  ruler: (columns: number) => '1234567890'.repeat(8).slice(0, columns),
  judge: '以上文字清楚、上一行数字不折行、二维码能扫出、纸已切断，打印机即正常。',
};
