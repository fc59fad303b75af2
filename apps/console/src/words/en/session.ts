export default {
  signOut: 'Sign out',
  signIn: { title: 'Sign in to Tongban', city: 'City', username: 'User name', password: 'Password', submit: 'Sign in' },
  idle: {
    words: 'You have done nothing for a while. You are signed out in {seconds} s; what you typed stays.',
    stay: 'Stay',
  },
  signedIn: {
    title: 'Signed in again',
    words: 'You can close this tab and go on where you were; what you typed is still there.',
  },
  ended: {
    title: 'Your sign-in has ended',
    providerWords:
      '{name}, you were signed out after a while without use. What you typed is still here: sign in again in the tab that opens, then come back.',
    words:
      '{name}, you were signed out after a while without use. What you typed is still here: give your password to go on.',
    again: 'Go on',
    other: 'Somebody else',
  },
  password: {
    title: 'Change password',
    must: 'Your password was given by an administrator: set your own first.',
    rule: 'Ten characters or more, three of upper case, lower case, digits and signs, without your username.',
    current: 'Present password',
    next: 'New password',
    again: 'New password again',
    differs: 'The new passwords differ',
    submit: 'Change password',
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
