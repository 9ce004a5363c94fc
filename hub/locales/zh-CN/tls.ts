/** What is wrong with the certificate, its key or another file of hall.json that holds a secret. */
export const tlsText = {
  unreadable: '无法读取文件',
  notACertificate: '不是 PEM 格式的证书',
  notAKey: '不是 PEM 格式的私钥，或设了口令',
  misfit: '私钥与证书不是一对',
  shortToken: (signs: number) => `第一行的令牌至少要 ${signs} 个字符`,
} as const;
