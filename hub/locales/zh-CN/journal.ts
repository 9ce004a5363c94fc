/** Why the journal stops the hub, for its console and its log. */
export const journalText = {
  notUtf8: '这一行含有不是 UTF-8 的字节',
  notALine: '这一行不是一条记录',
  wrongSeq: (expected: number, found: number) =>
    `应为第 ${expected} 号记录，实为第 ${found} 号：有记录缺失或重复`,
  wrongHash: '校验值不符：这一行或它前面的记录被改动过',
  wrongHall: (hall: string) => `这一行属于另一个大厅（${hall}）`,
  newerVersion: '这一行由更新版本的程序写入，请升级后再启动',
  unfinishedCommand: '一次操作的记录不完整',
  otherDay: (day: string) => `这个文件里是 ${day} 的记录：文件被改过名`,
  otherBefore: (day: string) =>
    `开日记录里写着 ${day} 的当日校验值，与现在算出的不同：${day} 或更早的记录被改写过`,
  cutOff: '这一行没有写完，而后面还有记录',
  tooLong: '这一行超出长度上限',
  flushFailed: '记录未能写入磁盘',
  closed: '记录文件已关闭',
  inUse: (pid: number | null) => `数据文件夹正由另一个进程使用${pid === null ? '' : `（进程号 ${pid}）`}`,
  snapshotMisfit: '快照与记录不符，改由全部记录重建',
} as const;
