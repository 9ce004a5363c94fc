import { createApp } from 'vue';
import '../../styles/screen.css';
import '../rate/rate.css';
import './follow.css';
import FollowPage from './FollowPage.vue';

createApp(FollowPage).mount('#app');
