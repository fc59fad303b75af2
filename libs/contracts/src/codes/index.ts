/** The door for the console: codes and their rules alone, which run in a browser as they do in a node. */
export * from './case-status.js';
export * from './figures.js';
export * from './handling-mode.js';
export * from './item-code.js';
export * from './permissions.js';
export * from './responsibility.js';
export * from './shelf.js';
export * from './supervision.js';
export { isCaseNo, parseCaseNo } from './case-no.js';
export { chinaDateOf, isCalendarDate } from './calendar-date.js';
export { isMobilePhone } from './mobile-phone.js';
export { maskIdNumber, maskName, maskPhone } from './masking.js';
export { isResidentId, residentIdFault } from './resident-id.js';
export { isUscc, usccFault } from './uscc.js';
