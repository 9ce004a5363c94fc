import { createApp } from 'vue';
import '../../styles/screen.css';
import '../rate/rate.css';
import './tablet.css';
import TabletPage from './TabletPage.vue';

createApp(TabletPage).mount('#app');
