import type { Route } from '../routes.js';

const named = ['person_unknown', 'last_administrator'] as const;
const placed = ['place_unknown', 'subject_taken', 'password_needed'] as const;

/** Addresses of the administration of people and places. */
export const PEOPLE_ROUTES = {
  changePassword: {
    method: 'POST',
    path: '/session/password',
    desk: 'auth',
    zh: '修改自己的口令',
    answer: 'Session',
    errors: ['password_weak', 'password_wrong', 'sign_in_locked'],
  },
  listPeople: { method: 'GET', path: '/people', desk: 'administration', zh: '人员', answer: 'People' },
  createPerson: {
    method: 'POST',
    path: '/people',
    desk: 'administration',
    zh: '新建账号，临时口令只显示一次',
    answer: 'PersonWithPassword',
    status: 201,
    errors: ['person_exists', ...placed],
  },
  importPeople: {
    method: 'POST',
    path: '/people/imports',
    desk: 'administration',
    zh: '批量导入人员，可先试运行',
    answer: 'ImportReport',
    errors: ['import_malformed', 'last_administrator'],
  },
  changePerson: {
    method: 'POST',
    path: '/people/:username',
    desk: 'administration',
    zh: '修改姓名、岗位、窗口、部门',
    answer: 'Person',
    errors: [...named, ...placed],
  },
  disablePerson: {
    method: 'POST',
    path: '/people/:username/disablement',
    desk: 'administration',
    zh: '停用账号',
    answer: 'Person',
    errors: named,
  },
  enablePerson: {
    method: 'POST',
    path: '/people/:username/enablement',
    desk: 'administration',
    zh: '启用账号',
    answer: 'Person',
    errors: ['person_unknown'],
  },
  resetPassword: {
    method: 'POST',
    path: '/people/:username/password-reset',
    desk: 'administration',
    zh: '重置口令，临时口令只显示一次',
    answer: 'PersonWithPassword',
    errors: ['person_unknown'],
  },
  listPlaces: { method: 'GET', path: '/places', desk: 'administration', zh: '大厅、窗口、部门', answer: 'Places' },
  saveHall: {
    method: 'POST',
    path: '/halls/:id',
    desk: 'administration',
    zh: '建立或修改大厅',
    answer: 'Places',
    errors: ['place_in_use'],
  },
  saveWindow: {
    method: 'POST',
    path: '/windows/:id',
    desk: 'administration',
    zh: '建立或修改窗口',
    answer: 'Places',
    errors: ['place_unknown', 'place_in_use'],
  },
  saveUnit: {
    method: 'POST',
    path: '/units/:id',
    desk: 'administration',
    zh: '建立或修改部门',
    answer: 'Places',
    errors: ['place_in_use'],
  },
  listAdministrationRecords: {
    method: 'GET',
    path: '/administration-records',
    desk: 'administration',
    zh: '管理操作记录',
    answer: 'AdministrationRecords',
  },
} as const satisfies Record<string, Route>;
