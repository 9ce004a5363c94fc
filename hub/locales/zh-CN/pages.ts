/** Pages the hub answers itself, when there is no page to answer with. */
export const pagesText = {
  unknown: { title: '没有这个页面', advice: '请检查网址，或回到首页。' },
  broken: { title: '页面暂时打不开', advice: '请稍后再试；仍打不开时，请联系大厅管理员。' },
  unbuilt: { title: '页面文件还没有生成', advice: '请在服务器上运行 npm start，它会生成页面后再启动。' },
  home: '回到首页',
  bodyTooLarge: '内容过长，或没有说明长度',
  fixedWhileRunning: '运行中不能改，请改 hall.json 后重启',
  bodyNotJson: '不是 JSON',
} as const;
