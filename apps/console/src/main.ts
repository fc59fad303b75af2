import 'element-plus/dist/index.css';
import 'element-plus/theme-chalk/dark/css-vars.css';
import './shell/look.css';
import './shell/print.css';
import { createApp } from 'vue';
import App from './App.vue';
import { router } from './router.js';
import { applyAppearance } from './shell/appearance.js';
import { words } from './words/words.js';

applyAppearance();
createApp(App).use(words).use(router).mount('#app');
