import { createApp } from 'vue';
import '../../styles/screen.css';
import './start.css';
import StartPage from './StartPage.vue';

createApp(StartPage).mount('#app');
