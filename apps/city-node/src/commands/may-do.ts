import { mayRole, PERMISSIONS, TongbanError, type Permission, type UserRole } from '#contracts';

/** For what only a part of a command's callers may ask of it; throws role_not_allowed. */
export function mayDo(role: UserRole, permission: Permission): void {
  if (!mayRole(role, permission))
    throw new TongbanError('role_not_allowed', { role, allowed: PERMISSIONS[permission] });
}
