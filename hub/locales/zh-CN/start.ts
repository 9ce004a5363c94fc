/** What the hub says on the console of whoever starts it. */
export const startText = {
  usage: '用法：node hub/dist/main.js [--hall hall.json] [--demo] [--virtual-url 网址]',
  demoWithHall: '--demo 只用于演示大厅，不能与 --hall 同用',
  firstPassword: (password: string) =>
    `首次启动：管理员账号 admin，一次性密码 ${password}（只显示这一次，请登录后更改）`,
  plainNetwork:
    '注意：大厅网络里走的是明文 http，密码和个人信息可能被旁人截取。请在 hall.json 写 tls（证书和私钥），或放到反向代理后面并写 proxy',
  portTaken: (port: number) => `端口 ${port} 已被其他程序占用，请关闭它，或用环境变量 PORT 换一个端口`,
  portForbidden: (port: number) => `没有权限使用端口 ${port}，请用环境变量 PORT 换一个 1024 以上的端口`,
  failed: (reason: string) => `无法启动：${reason}`,
  stopped: (reason: string) => `已停止：${reason}`,
} as const;
