/** What a session says to the administrator on the devices page, beside what its verb says. */
export const sessionZh = {
  lent: (devices: string) => `${devices} 暂停使用：检修期间不工作，按键不计入评价。`,
  takenBack: (devices: string) => `${devices} 恢复使用。`,
  failed: (reason: string) => `没有做完：${reason}`,
  noSuchPort: '设备代理的配置里没有这台设备，它的主机上也没有这个接口',
  noButtons: '这是 USB 打印机的接口，上面没有评价器',
  folderReadOnly: (folder: string) =>
    `写不进档案文件夹 ${folder}。请让设备代理的账号能写它（见部署说明），再来学习。`,
  addToFile: '请把上面这一项加进 agent.json 的 devices，再重启设备代理，它就开始工作。',
  sameModel: (device: string) => `${device} 用的就是这个型号，什么也不用改。`,
  takeUp: {
    question: (device: string, profile: string) => `现在就让 ${device} 改用型号档案 ${profile} 吗？`,
    yes: '现在就用',
    no: '先不用',
  },
  takenUp: (device: string, profile: string) =>
    `${device} 已改用 ${profile}，重启后也照此。agent.json 没有改动；以后若在文件里改了这台设备，以文件为准。`,
  notTakenUp: '没有改用。要用时，照上面这一项改 agent.json，再重启设备代理。',
  cannotTakeUp: (reasons: string) => `不能改用：${reasons}`,
};
