export default {
  clerk: '窗口收件人员',
  reviewer: '审核人员',
  pickup: '取件人员',
  supervisor: '督查人员',
  'invited-supervisor': '特约监督员',
  operator: '运维人员',
  administrator: '管理员',
};
