import { createApp } from 'vue';
import '../../styles/screen.css';
import '../staff/staff.css';
import DevicesScreen from './DevicesScreen.vue';

createApp(DevicesScreen).mount('#app');
