export default {
  NONE: '无期限',
  RUNNING: '计时中',
  DUE_SOON: '即将到期',
  OVERDUE: '已超期',
  PAUSED: '暂停计时',
  COUNTING: '计算中',
  provisional: '暂定：所涉年份放假通知尚未公布',
  WARNING: '预警',
  YELLOW: '黄牌',
  RED: '红牌',
};
