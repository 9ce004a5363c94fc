import type { Role } from '@bandecheng/shared/vocabulary';

/** What the roles of accounts are called. */
export const accountRoles: Readonly<Record<Role, string>> = {
  clerk: '窗口人员',
  desk: '服务台',
  'shift-leader': '值班长',
  supervisor: '督查人员',
  auditor: '审计员',
  admin: '管理员',
};
