import { createApp } from 'vue';
import '../../styles/screen.css';
import '../../styles/buttons.css';
import '../staff/staff.css';
import './hall.css';
import HallScreen from './HallScreen.vue';

createApp(HallScreen).mount('#app');
