/** What `npm run backup` and `npm run restore` print. */
export const backupText = {
  usage: '须写明三项：npm run backup -- --hall hall.json --to 存放备份的文件夹 --key-file 密钥文件',
  restoreUsage: '须写明三项：npm run restore -- --from 备份文件 --key-file 密钥文件 --to 新文件夹',
  keyUnreadable: '读不到密钥文件',
  keyShort: '密钥文件须是 64 位十六进制数字（用 openssl rand -hex 32 生成），或者至少 16 个字的口令',
  keyUnfit: '密钥不对：这份备份是用另一把密钥加密的',
  unreadable: '读不到备份文件',
  noArchive: '这个文件不是备份',
  damaged: '备份已损坏或不完整，不能用来恢复；请改用另一份',
  notEmpty: '这个文件夹不是空的；请给出一个新的文件夹，原有的数据不会被覆盖',
  saved: (path: string, bytes: number, seq: number, hash: string) =>
    `已备份到 ${path}（${(bytes / 1_048_576).toFixed(1)} MB）\n记录到第 ${seq} 号，校验值 ${hash}`,
  elsewhere: (path: string) =>
    `hall.json 里的 ${path} 在大厅文件夹之外，备份在 elsewhere 下；恢复后请放回原处`,
  vaultKeyApart:
    '个人信息的密钥（BANDECHENG_VAULT_KEY）不在备份里，请另行保管；恢复后没有它，姓名、电话等都打不开',
  disk: {
    ENOSPC: '磁盘已满',
    EDQUOT: '磁盘配额已满',
    EROFS: '磁盘是只读的',
    EACCES: '没有权限',
    EIO: '磁盘读写出错',
  },
  failed: (reason: string) => `没有备份：${reason}`,
  restored: (hall: string, files: number, seq: number) =>
    `已恢复大厅 ${hall}：${files} 个文件，记录到第 ${seq} 号，全部校验通过`,
  start: (folder: string) =>
    `用它启动：DATA_DIR=${folder}/data npm start -- --hall ${folder}/hall.json\n启动前请确认原来的中枢已经停用：同一个大厅不能有两个中枢`,
  notRestored: (reason: string) => `没有恢复：${reason}`,
} as const;
