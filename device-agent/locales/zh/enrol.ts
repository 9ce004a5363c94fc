/** What the agent says when it fetches its key by a one-time code. */
export const enrolZh = {
  usage: '用法：node device-agent/start.cjs [agent.json] [--enrol 注册码]',
  done: (agent: string, file: string) => `${agent} 已领到密钥，写在 ${file}`,
  'wrong-code': '注册码不对、已用过或超过了一刻钟，请在“账号与密钥”页重新取一个',
  'too-many-codes': '试错太多，请一分钟后再试',
  unreachable: (hub: string) => `连不上中枢 ${hub}`,
  unclear: '中枢的回答看不懂，请核对两边的版本',
  notWritten: '密钥写不进文件，请检查权限，再取一个注册码',
} as const;
