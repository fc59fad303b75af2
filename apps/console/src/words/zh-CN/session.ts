export default {
  signOut: '退出',
  signIn: { title: '登录通办', city: '城市', username: '用户名', password: '口令', submit: '登录' },
  idle: { words: '您已有一段时间没有操作，{seconds} 秒后自动退出；已填写的内容会保留。', stay: '继续使用' },
  signedIn: { title: '已重新登录', words: '可以关闭本页，回到原来的页面继续；那里填写的内容仍在。' },
  ended: {
    title: '登录已过期',
    providerWords:
      '{name}，您长时间没有操作，已自动退出。页面上填写的内容仍在，请在新打开的页面重新登录，再回到这里继续。',
    words: '{name}，您长时间没有操作，已自动退出。页面上填写的内容仍在，请输入口令继续。',
    again: '继续',
    other: '换人登录',
  },
  password: {
    title: '修改口令',
    must: '您使用的是管理员给的临时口令，请先设置自己的口令。',
    rule: '至少 10 位，含大写字母、小写字母、数字、符号中的三类，不含用户名。',
    current: '原口令',
    next: '新口令',
    again: '再输一次新口令',
    differs: '两次输入的新口令不同',
    submit: '修改口令',
  },
  me: {
    title: '我的登录',
    name: '姓名',
    role: '岗位',
    window: '窗口',
    noWindow: '未绑定窗口',
    may: '可以办理',
  },
};
