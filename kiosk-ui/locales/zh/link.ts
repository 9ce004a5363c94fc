/** How a page stands to the hub. */
export const link = {
  cut: '与大厅服务器断开，{cannot}',
  old: '数据更新于 {time}',
  never: '尚未连上大厅服务器，{cannot}',
  retrying: '正在自动重连，请稍候',
  alone: '网络中断，{still}',
  aloneSince: '{time} 起',
} as const;
