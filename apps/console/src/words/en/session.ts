export default {
  signOut: 'Sign out',
  signIn: { title: 'Sign in to Tongban', city: 'City', username: 'User name', password: 'Password', submit: 'Sign in' },
  idle: {
    words: 'You have done nothing for a while. You are signed out in {seconds} s; what you typed stays.',
    stay: 'Stay',
  },
  ended: {
    title: 'Your sign-in has ended',
    words:
      '{name}, you were signed out after a while without use. What you typed is still here: give your password to go on.',
    again: 'Go on',
    other: 'Somebody else',
  },
  me: {
    title: 'My sign-in',
    name: 'Name',
    role: 'Role',
    window: 'Window',
    noWindow: 'Bound to no window',
    may: 'May do',
  },
};
