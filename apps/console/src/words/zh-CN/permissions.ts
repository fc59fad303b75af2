export default {
  session: '登录与退出',
  reference: { look: '查看事项、城市、领取点与工作日历' },
  case: {
    look: '查看办件（姓名脱敏）',
    'search-certificate': '按证件号码查找办件',
    notices: '查看与打印文书',
    evidence: '下载证据包',
    collect: '收件与转递',
    attachments: '查看与下载附件',
    review: '受理、审核与决定',
    'hand-over': '上架、核验与交付结果',
  },
  draft: { keep: '保存收件草稿' },
  queue: { 'hand-back': '退回已领办件', 'look-deputies': '查看代办安排', 'set-deputies': '安排代办' },
  supervision: { look: '查看监察与统计', 'answer-cards': '回复与申诉本岗位的牌', decide: '撤牌、设定阈值、裁定管辖' },
  operations: {
    'look-partners': '查看城市链路',
    look: '查看滞留消息与对账',
    statement: '与协作城市对账',
    act: '导入日历、发布委托、处置链路',
  },
  administration: { people: '管理人员、窗口与大厅' },
};
