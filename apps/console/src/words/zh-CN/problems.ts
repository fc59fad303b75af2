export default {
  requestId: '请求编号',
  again: '再试一次',
  session_ended: { title: '登录已过期，刚才的操作没有完成', remedy: '重新登录后请再做一次' },
  server_away: { title: '服务器没有应答', remedy: '已填写的内容都在；恢复后会自动继续，也可以稍后再试' },
  console_fault: { title: '页面出现意外错误', remedy: '请刷新页面；若仍出现，请把操作步骤告诉技术人员' },
  unreadable_answer: { title: '收到无法识别的应答', remedy: '请稍后再试；若仍出现，请告知技术人员' },
};
