export default {
  reading: '正在读取…',
  sending: '正在提交…',
  long: '比平时久，仍在等待答复，最多 30 秒',
};
