import type { IdCard } from '../codecs/id-card.ts';

/**
 * Cards for the virtual reader. Nobody has them: region 000000 does not exist, so that no such number was ever given
 * to a person; their check digits are right.
 */
export const SAMPLE_CARDS: Readonly<Record<string, IdCard>> = {
  'sample-1': {
    name: '测试甲',
    sex: 'female',
    nation: '01',
    birth: '1990-01-01',
    address: '虚构省样例市演示区一号',
    number: '000000199001010026',
    issuer: '样例市公安局演示分局',
    validFrom: '2020-01-01',
    validTo: '2040-01-01',
  },
  'sample-2': {
    name: '测试乙',
    sex: 'male',
    nation: '05',
    birth: '1950-12-31',
    address: '虚构省样例市演示区二号',
    number: '000000195012310018',
    issuer: '样例市公安局演示分局',
    validFrom: '2012-06-30',
    validTo: 'long-term',
  },
};
