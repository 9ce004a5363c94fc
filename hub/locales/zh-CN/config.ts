/** What is wrong with hall.json or the environment, for the console of whoever starts the hub. */
export const configText = {
  badPort: 'PORT: 须为 0 到 65535 的整数',
  emptyDataFolder: 'DATA_DIR: 不能为空',
} as const;
