/** What an agent says that serves pages by itself. */
export const pagesZh = {
  notHere: '没有这个页面。大厅服务器暂时连不上，请稍候再试。',
  portTaken: '页面端口已被其他程序占用',
};
