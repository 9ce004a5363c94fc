/** Reasons the case desk leaves on tickets. */
export const caseDeskText = {
  takenOver: '转“办不成事”服务台',
  settled: '服务台已办结',
  help: '窗口求助',
};
