import { createApp } from 'vue';
import '../../styles/screen.css';
import './login.css';
import '../../styles/buttons.css';
import LoginPage from './LoginPage.vue';

createApp(LoginPage).mount('#app');
