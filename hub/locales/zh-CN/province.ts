import type { Level } from '@bandecheng/shared/vocabulary';

/** The hand-over to the province, in words. */
export const provinceText = {
  secretMissing: '此连接器按 hmac-sha256 签名，请在 province.json 里填 secret',
  moduleMissing: '此连接器用省平台的签名组件，请在 province.json 里填 module',
  moduleBroken: '签名组件读不进来',
  moduleWithoutSign: '签名组件没有导出 sign 函数',
  moduleAnswer: '签名组件须返回 { headers?, body? }，且都是文字',
  noConnector: (name: string, known: readonly string[]) =>
    `没有名为 ${name} 的连接器；现有：${known.join('、')}`,
  fieldMissing: (field: string) => `没有“${field}”这一项的值`,
  reasons: {
    'no-case': '没有办件编号',
    'no-reasons': '差评还没有原因，省平台不收',
    anonymous: '匿名评价，省平台不收',
    'test-device': '测试用的评价器',
    default: '系统默认评价，不是群众给的',
    sample: '电话回访抽样的意见，另行统计，不作为这次办事的评价',
    channel: '省平台没有这个渠道',
    corrected: '已更正为不计',
    appealed: '申诉成立，不计',
    'changed-after-sent': '前一次评价已经报送',
    'service-first': '等服务记录先报送',
    elsewhere: '服务记录由业务系统报送',
  },
  levels: {
    'very-satisfied': '非常满意',
    satisfied: '满意',
    'basically-satisfied': '基本满意',
    dissatisfied: '不满意',
    'very-dissatisfied': '非常不满意',
  } satisfies Record<Level, string>,
} as const;
