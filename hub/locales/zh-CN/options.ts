/** What is wrong with the options of a command. */
export const optionsText = {
  unknown: (name: string) => `不认识的参数 ${name}`,
  surplus: (word: string) => `多余的内容 ${word}`,
  valueMissing: (name: string) => `参数 ${name} 后面须有值`,
  noValue: (name: string) => `参数 ${name} 不带值`,
  twice: (name: string) => `参数 ${name} 出现了两次`,
} as const;
