/** Why the vault or an attachment can't be opened, for the hub's console and its log. Names nobody. */
export const vaultText = {
  keyForm: '保密密钥须为 64 位十六进制数字，可用 openssl rand -hex 32 生成',
  keyMissing:
    '数据文件夹里已有保密内容，却没有密钥：请设置 BANDECHENG_VAULT_KEY，或从备份恢复 registers/vault-key.json',
  keyUnfit: '密钥不是这份保密内容所用的那一把，或校验文件已损坏；请更正密钥，或从备份恢复',
  noId: '不是保密内容的编号',
  damaged: '文件已损坏、被改动，或不是这个编号的文件；请从备份恢复',
} as const;
