import { createApp } from 'vue';
import '../../styles/screen.css';
import '../../styles/buttons.css';
import '../staff/staff.css';
import '../figures/figures.css';
import './reports.css';
import ReportsScreen from './ReportsScreen.vue';

createApp(ReportsScreen).mount('#app');
