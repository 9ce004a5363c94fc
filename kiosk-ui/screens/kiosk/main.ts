import { createApp } from 'vue';
import '../../styles/screen.css';
import '../rate/rate.css';
import './kiosk.css';
import './services.css';
import './number-entry.css';
import './ticket-result.css';
import './dialog.css';
import KioskPage from './KioskPage.vue';

createApp(KioskPage).mount('#app');
