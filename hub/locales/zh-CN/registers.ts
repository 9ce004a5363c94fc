/** Why a register or the snapshot can't be read, for the hub's console and its log. */
export const registerText = {
  notJson: '文件读不出，或内容不是完整的 JSON；请从备份恢复',
  snapshotUnreadable: '快照读不出，改由记录重建',
  snapshotOtherVersion: '快照由另一版本的程序写入，改由记录重建',
} as const;
