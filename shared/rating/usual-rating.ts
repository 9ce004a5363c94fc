/**
 * What a hall.json means that says nothing of these. They are no defaults of its schema: the journals and the hall.json
 * of 0.1.0 lack them, and a setting that fills itself in would make an unchanged hall.json new at an upgrade.
 */
export const USUAL_RATING = {
  levels: 5,
  reasons: ['服务态度', '办事效率', '工作纪律', '服务用语', '仪表形象'],
  clerkLeast: 10,
} as const;
