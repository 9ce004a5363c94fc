import { createApp } from 'vue';
import '../../styles/screen.css';
import '../staff/staff.css';
import './desk.css';
import DeskScreen from './DeskScreen.vue';

createApp(DeskScreen).mount('#app');
