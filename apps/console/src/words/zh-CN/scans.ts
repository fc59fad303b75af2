export default {
  add: '拖入或选择文件',
  remove: '移除 {name}',
  resume: '继续上传',
  states: { WAITING: '连接中断，恢复后自动续传', CHECKING: '正在核对内容' },
  empty: '文件是空的',
  tooLarge: '文件超过 50 MB',
  tooLargeRemedy: '请重新扫描，或降低分辨率、拆成几份',
  running: '扫描件上传中…',
};
