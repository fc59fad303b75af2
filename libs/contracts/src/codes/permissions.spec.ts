import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { COMMANDS, type CommandRule } from '../commands/command-table.js';
import { mayRole, PERMISSIONS, USER_ROLES, type Permission, type UserRole } from './permissions.js';

const rows = Object.entries(PERMISSIONS) as [Permission, readonly UserRole[]][];
const rules = Object.values(COMMANDS) as CommandRule[];
const commandsOf = (role: UserRole): CommandRule[] => rules.filter(({ roles }) => roles.includes(role));

describe('the table of permissions', () => {
  it('names roles that people have, each once, and leaves no permission to nobody', () => {
    for (const [, roles] of rows) {
      expect(roles.length).toBeGreaterThan(0);
      expect(new Set(roles).size).toBe(roles.length);
      for (const role of roles) expect(USER_ROLES).toContain(role);
    }
  });

  it('lets every role sign in, and is what the commands go by', () => {
    for (const role of USER_ROLES) expect(mayRole(role, 'session')).toBe(true);
    for (const { permission, roles } of rules)
      expect(roles).toEqual(permission === null ? [] : PERMISSIONS[permission]);
  });

  it('lets 特约监督员 look and change nothing, and see no document, evidence or search by certificate', () => {
    for (const { creates } of commandsOf('invited-supervisor')) expect(creates).toBe(false);
    for (const permission of ['case.notices', 'case.evidence', 'case.search-certificate'] as const) {
      expect(mayRole('invited-supervisor', permission)).toBe(false);
    }
    expect(mayRole('invited-supervisor', 'supervision.look')).toBe(true);
  });

  it('keeps cases from who looks after accounts, and accounts from everybody else', () => {
    expect(mayRole('administrator', 'case.look')).toBe(false);
    expect(PERMISSIONS['administration.people']).toEqual(['administrator']);
  });
});
