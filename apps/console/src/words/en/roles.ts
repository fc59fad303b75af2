export default {
  clerk: 'Clerk',
  reviewer: 'Reviewer',
  pickup: 'Pickup desk',
  supervisor: 'Supervisor',
  'invited-supervisor': 'Invited supervisor',
  operator: 'Operator',
  administrator: 'Administrator',
};
