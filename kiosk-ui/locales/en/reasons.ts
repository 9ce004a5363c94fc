/** Reasons of a bad rating that notices name, by their Chinese words: those of 环翠区, which a hall without its own asks too. */
export const reasons: Readonly<Record<string, string>> = {
  服务态度: 'Attitude',
  办事效率: 'Efficiency',
  工作纪律: 'Discipline',
  服务用语: 'Manner of speaking',
  仪表形象: 'Appearance',
};
