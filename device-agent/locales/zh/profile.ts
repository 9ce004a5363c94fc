/** What is wrong with a device profile, for whoever wrote it. */
export const profileZh = {
  byteDiffers: (place: number, made: string, written: string) =>
    `第 ${place} 个字节应为 ${made}，写的是 ${written}`,
  noByte: '（无）',
  anyByte: '（任意）',
  otherByte: '（别的值）',
  noSuchFrame: (name: string) => `没有这种帧：${name}`,
  framesRead: (count: number) => `应读出 1 帧，读出 ${count} 帧`,
  readAs: (meaning: string) => `读出的是 ${meaning}`,
  noSuchMeaning: '没有这个含义',
  valueMissing: '缺少 value',
  digitsDoNotFit: 'digits 须为数字或空格，且不超过 max 格',
  textDoesNotFit: '文字超出 width，或含有编码没有、forbid 禁止的字符',
  dataDoesNotFit: '数据长度与 maxData 或 fixedLength 不符，或含有结束字节',
  addressWrong: '地址超出 addr 字段',
  notInFont: (characters: string) => `打印机字库没有：${characters}`,
  notJson: '不是 JSON',
  unreadable: '无法读取',
  twice: (id: string, other: string) => `同一文件夹中 id 重复：${id}，另见 ${other}`,
};
