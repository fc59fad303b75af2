export default {
  signOut: '退出',
  signIn: { title: '登录通办', city: '城市', username: '用户名', password: '口令', submit: '登录' },
  idle: { words: '您已有一段时间没有操作，{seconds} 秒后自动退出；已填写的内容会保留。', stay: '继续使用' },
  ended: {
    title: '登录已过期',
    words: '{name}，您长时间没有操作，已自动退出。页面上填写的内容仍在，请输入口令继续。',
    again: '继续',
    other: '换人登录',
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
