/** What is wrong with agent.json, for whoever wrote it. */
export const configZh = {
  unreadable: '无法读取文件',
  notUtf8: '文件不是 UTF-8 编码，请另存为 UTF-8',
  notJson: (line: number, column: number) => `第 ${line} 行第 ${column} 列不是正确的 JSON`,
  hubAddress: '须为 http://主机:端口',
  pagesPort: '须为端口号，例如 3002',
  keyTooShort: '密钥须为 16 到 128 个字符',
  keyMissing: '须写明 key 或 keyFile 之一，或设置环境变量 AGENT_KEY',
  keyFileMissing: '须写明 keyFile：领到的密钥写在那里',
  keyTwice: 'key 与 keyFile 只能写一个',
  emptyDataFolder: 'DATA_DIR 不能为空',
  sameId: '与前面的设备 id 重复',
  samePort: (other: string) => `与设备 ${other} 使用同一端口，一个端口只能有一台设备`,
  notOnSharedLine: (other: string, profile: string) =>
    `与设备 ${other} 使用同一端口，但型号档案 ${profile} 未写明可共用线路（bus 的 kind 须为 rs485-shared）`,
  sameAddress: (other: string, address: number) =>
    `与设备 ${other} 在同一线路上，地址也同为 ${address}，须各有各的地址`,
  otherLineSettings: (other: string, profile: string, otherProfile: string) =>
    `与设备 ${other} 在同一线路上，但型号档案 ${profile} 与 ${otherProfile} 的串口参数不同`,
  unknownProfile: (known: string) => `没有这个型号档案，现有：${known}`,
  usbNumber: '须为四位十六进制数，如 lsusb 所示，例如 05f3',
  unfitTransport: (profile: string, kinds: string) => `型号档案 ${profile} 须用 ${kinds} 接口`,
  tooFewLevels: '至少写两个按键',
  levelsNotUsed: '只有评价器有 levels',
  unknownLevelKey: (known: string) => `型号档案没有这个按键，现有：${known}`,
  addressMissing: '须写明设备地址 address（1 到 255）',
  addressNotUsed: '这种设备没有 address',
  folderInUse: '另一个设备代理正在使用这个数据文件夹',
};
