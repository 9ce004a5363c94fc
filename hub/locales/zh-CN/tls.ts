/** What is wrong with the certificate or its key. */
export const tlsText = {
  unreadable: '无法读取文件',
  notACertificate: '不是 PEM 格式的证书',
  notAKey: '不是 PEM 格式的私钥，或设了口令',
  misfit: '私钥与证书不是一对',
} as const;
